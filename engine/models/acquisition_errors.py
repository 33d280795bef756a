"""Why a model could not be downloaded, imported or removed.

ModelError
└── AcquisitionError
    ├── UnknownModel            there is none of this name, or it is not here
    ├── ModelDiskFull           no room for it
    ├── ModelFolderNotWritable
    ├── ModelExists             one of this name is there already
    ├── ModelInUse              it cannot be removed yet
    ├── ModelNotRemovable       it ships with Pagewise, or lies elsewhere
    ├── ImportStopped           the user wanted it so
    └── DownloadError
        ├── BadAddress          of the mirror or the proxy
        ├── ServerNotFound
        ├── NoConnection
        ├── ProxyRefused
        ├── UntrustedServer     its certificate does not hold
        ├── DownloadRefused     the file is not given to everybody
        ├── NotOffered
        ├── ServerTroubled
        ├── ConnectionLost
        ├── ConnectionStalled
        ├── WrongLength
        ├── WrongContent
        └── NoChecksum
"""

from engine.errors import ModelError


class AcquisitionError(ModelError):
    """A model could not be had, or not be removed."""

    title = "This model could not be fetched"
    advice = "Try again later, or import the model from a file."


class UnknownModel(AcquisitionError):
    """No model has the id that was asked for, or it is not on this computer."""

    title = "There is no such model here"
    advice = "Look at the list of models for what is on this computer and what can be downloaded."


class ModelDiskFull(AcquisitionError):
    """The disk has no room for a model."""

    title = "There is not enough room on the disk for this model"
    advice = "Free some space, or choose a smaller model. What was downloaded so far is kept."


class ModelFolderNotWritable(AcquisitionError):
    """The models folder refuses writing."""

    title = "The models folder cannot be written to"
    advice = "Check the permissions of the folder, and that its disk is connected."


class ModelExists(AcquisitionError):
    """A model of the same name is in the models folder."""

    title = "A model of this name is there already"
    advice = "Use that one, or remove it first, or give the file another name."


class ModelInUse(AcquisitionError):
    """A model that is to be removed is needed for a while."""

    title = "This model is still in use"
    advice = "Pagewise goes over to the embedded model while it indexes. Remove this one when that is done."


class ModelNotRemovable(AcquisitionError):
    """A model that is to be removed is not in the models folder."""

    title = "This model cannot be removed here"
    advice = "Models that came with Pagewise stay. Delete others where they lie, after choosing another model."


class ImportStopped(AcquisitionError):
    """The user ended an import."""

    title = "The import was stopped"
    advice = "Models that were whole by then can be used. Nothing is left of the others."


class DownloadError(AcquisitionError):
    """A download failed. What has arrived is kept, unless it is wrong, and the download can be resumed."""

    title = "The model could not be downloaded"
    advice = "Try again later. What has arrived so far is kept."


class BadAddress(DownloadError):
    """The address of the mirror or the proxy in the settings is none."""

    title = "The address of the mirror or proxy cannot be used"
    advice = "Write it with its beginning, such as https://mirror.example or http://proxy.example:8080."


class ServerNotFound(DownloadError):
    """The name of the server is not known."""

    title = "The server's name could not be found"
    advice = "Check that this computer is online, and the mirror's and the proxy's names in the settings."


class NoConnection(DownloadError):
    """The server does not answer."""

    title = "There is no connection to the server"
    advice = (
        "Check that this computer is online and that no firewall is in the way, then resume the download. A model can "
        "also be downloaded on another computer and imported from a file."
    )


class ProxyRefused(DownloadError):
    """The proxy does not let the download through."""

    title = "The proxy refuses the connection"
    advice = "Check the proxy's address, name and password in the settings."


class UntrustedServer(DownloadError):
    """The certificate of the server does not hold."""

    title = "The server could not prove who it is"
    advice = "Check the date and time of this computer. In some networks a proxy or mirror has to be set."


class DownloadRefused(DownloadError):
    """The server does not give this file to everybody."""

    title = "The server refuses to give this model away"
    advice = "Its owner may want you to sign in and agree to conditions: do so in a browser, and import the file."


class NotOffered(DownloadError):
    """The server does not have the file."""

    title = "The server does not have this model"
    advice = "It may have been moved, or the mirror does not hold it. Choose another model, or leave the mirror out."


class ServerTroubled(DownloadError):
    """The server has a fault, or too much to do."""

    title = "The server cannot answer now"
    advice = "Resume the download later. What has arrived so far is kept."


class ConnectionLost(DownloadError):
    """The connection broke, again and again."""

    title = "The connection broke off"
    advice = "Resume the download when the network is steadier. What has arrived so far is kept."


class ConnectionStalled(DownloadError):
    """Nothing has arrived for a while."""

    title = "Nothing arrives any more"
    advice = "Check the network, then resume the download. What has arrived so far is kept."


class WrongLength(DownloadError):
    """What arrives has another length than the server announced."""

    title = "The server sends something else than it announced"
    advice = "What arrived was deleted. Try again later, or leave the mirror out."


class WrongContent(DownloadError):
    """What has arrived is not what was published."""

    title = "The downloaded file is not what was published"
    advice = "It was deleted and cannot do harm. Try again; if it happens again, do not use this mirror or network."


class NoChecksum(DownloadError):
    """The server does not tell by what the file can be verified."""

    title = "The server does not tell how to verify this model"
    advice = "Leave the mirror out, or use another one: only what can be verified is downloaded."
