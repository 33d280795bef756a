"""Why a model could not be downloaded, imported or removed.

ModelError
└── AcquisitionError
├── ModelDiskFull           no room for it
├── ModelFolderNotWritable
├── ModelExists             one of this name is there already
├── ModelInUse              it cannot be removed yet
├── ModelNotRemovable       it ships with Pagewise, or lies elsewhere
└── ImportStopped           the user wanted it so
"""

from engine.errors import ModelError


class AcquisitionError(ModelError):
    """A model could not be had, or not be removed."""

    title = "This model could not be fetched"
    advice = "Try again later, or import the model from a file."


class ModelDiskFull(AcquisitionError):
    """The disk has no room for a model."""

    title = "There is not enough room on the disk for this model"
    advice = "Free some space, or choose a smaller model. What was fetched so far is kept."


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
    advice = "Pagewise goes over to the embedded model now. Remove this one when that is done."


class ModelNotRemovable(AcquisitionError):
    """A model that is to be removed is not in the models folder."""

    title = "This model cannot be removed here"
    advice = "Models that came with Pagewise stay. Delete others where they lie, after choosing another model."


class ImportStopped(AcquisitionError):
    """The user ended an import."""

    title = "The import was stopped"
    advice = "Nothing was changed."
