"""Writes a trained answer reader as an ONNX model with weights of eight bits, and the tokenizer beside it.

From `packaging/`: `python -m answer_reader.export_reader --encoder FOLDER --trained FOLDER --output FOLDER`
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertForQuestionAnswering

_OPERATORS = 17
"""The version of ONNX's operators: onnxruntime has known it for years."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUTS = ("start_logits", "end_logits")


def main() -> None:
    """Read the weights, and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2 in full precision")
    parser.add_argument("--trained", type=Path, required=True, help="what train_reader wrote")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    model = BertForQuestionAnswering.from_pretrained(options.encoder, attn_implementation="eager", return_dict=False)
    model.load_state_dict(torch.load(options.trained / "reader.pt", weights_only=True), strict=False)
    model.eval()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        precise = Path(folder) / "precise.onnx"
        _export(model, precise)
        # Processors without instructions for products of eight bits add them up in sixteen: seven bits cannot overflow.
        quantize_dynamic(
            precise,
            options.output / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    shutil.copyfile(options.encoder / "tokenizer.json", options.output / "tokenizer.json")


def _export(model: BertForQuestionAnswering, file: Path) -> None:
    torch.onnx.export(
        model,
        {name: torch.ones(2, 8, dtype=torch.long) for name in _INPUTS},
        str(file),
        input_names=list(_INPUTS),
        output_names=list(_OUTPUTS),
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*_INPUTS, *_OUTPUTS)},
        opset_version=_OPERATORS,
        dynamo=False,
    )


if __name__ == "__main__":
    main()
