"""Makes a tiny re-ranking model: a real ONNX graph, with the embedded model's tokenizer."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from engine.models.model_catalog import embedding_model

_FIRST_WORD = 1000
"""In BERT's vocabulary the tokens before it are special ones and single characters."""


def write_cross_encoder(folder: Path, *, weight: float = 1.0, labels: int = 1) -> Path:
    """A model whose logit is `weight` times the number of the question's words that the passage repeats."""
    folder.mkdir(parents=True)
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        shutil.copy(embedding_model().folder / name, folder / name)
    config = {
        "architectures": ["BertForSequenceClassification"],
        "id2label": {str(label): f"LABEL_{label}" for label in range(labels)},
        "pad_token_id": 0,
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    onnx.save(_counting_model(weight), folder / "model.onnx")
    return folder


def _counting_model(weight: float) -> onnx.ModelProto:
    constants: dict[str, NDArray[Any]] = {
        "first_word": np.array(_FIRST_WORD, np.int64),
        "one": np.array(1, np.int64),
        "rows": np.array([2], np.int64),
        "columns": np.array([1], np.int64),
        "weight": np.array(weight, np.float32),
    }
    nodes = [
        helper.make_node("GreaterOrEqual", ["input_ids", "first_word"], ["is_word"]),
        helper.make_node("Equal", ["token_type_ids", "one"], ["in_passage"]),
        helper.make_node("Not", ["in_passage"], ["in_question"]),
        helper.make_node("And", ["is_word", "in_question"], ["asked"]),
        helper.make_node("And", ["is_word", "in_passage"], ["said"]),
        helper.make_node("Unsqueeze", ["input_ids", "rows"], ["ids_down"]),
        helper.make_node("Unsqueeze", ["input_ids", "columns"], ["ids_across"]),
        helper.make_node("Equal", ["ids_down", "ids_across"], ["same"]),
        helper.make_node("Unsqueeze", ["said", "columns"], ["said_across"]),
        helper.make_node("And", ["same", "said_across"], ["repeated"]),
        helper.make_node("Cast", ["repeated"], ["repeated_number"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMax", ["repeated_number", "rows"], ["is_repeated"], keepdims=0),
        helper.make_node("Cast", ["asked"], ["asked_number"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["is_repeated", "asked_number"], ["hits"]),
        helper.make_node("ReduceSum", ["hits", "columns"], ["count"], keepdims=1),
        helper.make_node("Mul", ["count", "weight"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "counting",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
            for name in ("input_ids", "attention_mask", "token_type_ids")
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["texts", 1])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
