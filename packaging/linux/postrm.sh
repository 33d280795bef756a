#!/bin/sh
# Tells, when the package is removed, what is left: the users' own data, which no package may delete. Purging removes
# the package first, so that this is told then, too.
set -e
if [ "$1" = remove ]; then
    echo "Pagewise was removed. What it knew of documents, conversations and settings is left where each user has it:"
    echo "  ~/.local/share/Pagewise  ~/.config/Pagewise  ~/.local/state/Pagewise"
    echo "  ~/.config/autostart/pagewise.desktop (if it was to start at login)"
    echo "Delete these folders (and a library that was moved elsewhere) if nobody needs them any more."
fi
