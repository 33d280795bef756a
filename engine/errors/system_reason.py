"""What the operating system says when it refuses something, for people."""


def system_reason(error: OSError) -> str:
    """The system's words, after the file that they are about; `str` would begin with a number ("[Errno 13]")."""
    if error.strerror is None:  # raised by a library, with words of its own
        return str(error)
    return error.strerror if error.filename is None else f"{error.filename}: {error.strerror}"
