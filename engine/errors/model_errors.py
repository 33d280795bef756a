"""A model cannot be used."""

from engine.errors.pagewise_error import PagewiseError


class ModelError(PagewiseError):
    """A model cannot be used."""

    title = "The model cannot be used"
    advice = "Choose another model, or install the embedded models again."


class ModelMissing(ModelError):
    """A model's file is not there."""

    title = "A model file is missing"
    advice = "See that its disk is connected, or choose another model. One that came with Pagewise: install it again."


class ModelDamaged(ModelError):
    """A model's file has wrong content."""

    title = "A model file is damaged"
    advice = "Get the file once more, or choose another model. One that came with Pagewise: install it again."


class ModelUnsuitable(ModelError):
    """A folder that was chosen holds no embedding model that works here."""

    title = "This folder holds no model for search by meaning"
    advice = "Choose a folder with a model.onnx, tokenizer.json and tokenizer_config.json. Nothing was changed."


class LanguageModelUnsuitable(ModelError):
    """A file that was chosen holds no language model that this Pagewise can answer with."""

    title = "This is no language model that Pagewise can use"
    advice = "Choose another GGUF file, or download one of the list. Nothing was changed."


class NotEnoughMemory(ModelError):
    """A language model needs more memory than is free."""

    title = "There is not enough free memory for this language model"
    advice = "Close other programs, or choose a smaller model."


class LibraryLacksModel(ModelError):
    """A library that is only read has another embedding model's vectors."""

    title = "The library is not prepared for this embedding model"
    advice = "Run the index command with the same --embedding-model first, or leave the option out."


class ModelCrashed(ModelError):
    """The process that runs the model died or hung."""

    title = "The language model stopped working"
    advice = (
        "Answers are made of quotes until the next question starts it again. If it keeps happening, use another model."
    )


class ModelTooSmall(ModelError):
    """The language model writes too poorly for what was asked."""

    title = "The language model is too small for this"
    advice = (
        "Choose a larger model: click the model's name above the conversation, or start with --language-model FILE. "
        "Models of a billion parameters and more do well."
    )
