"""What can go wrong with a model server that the user runs.

ModelError
└── ModelServerError
    ├── ServerAddressInvalid
    ├── ServerElsewhere         not on this computer, and that was not allowed
    ├── ServerNotRunning
    ├── ServerSilent
    ├── ServerRefuses           it wants a key, or does not know the model
    └── ServerUnreadable        it does not speak as expected
"""

from engine.errors import ModelError


class ModelServerError(ModelError):
    """The server cannot be used."""

    title = "The model server cannot be used"
    advice = "Choose another language model, or look at the server's own messages."


class ServerAddressInvalid(ModelServerError):
    """What was given is no address."""

    title = "This is no address of a model server"
    advice = "Write it as the server tells it, such as http://127.0.0.1:8080/v1."


class ServerElsewhere(ModelServerError):
    """The address is not of this computer."""

    title = "This model server is not on this computer"
    advice = (
        "Your questions and quotes of your documents would be sent there. If you want that, allow it where the address "
        "is set."
    )


class ServerNotRunning(ModelServerError):
    """Nobody answers at the address."""

    title = "No model server answers at this address"
    advice = "Start the server, check the address, or choose another language model."


class ServerSilent(ModelServerError):
    """The server took a question and does not answer."""

    title = "The model server does not answer"
    advice = "It may be busy or too slow for its model. Ask again, or choose another language model."


class ServerRefuses(ModelServerError):
    """The server answers with an error."""

    title = "The model server refuses the question"
    advice = "Check that it offers the chosen model and wants no key, or choose another language model."


class ServerUnreadable(ModelServerError):
    """The server answers in another way than OpenAI's interface."""

    title = "The model server answers in a way that Pagewise does not understand"
    advice = 'Check the address: it mostly ends with "/v1". The server must offer OpenAI\'s chat completions.'
