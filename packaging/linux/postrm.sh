#!/bin/sh
# Tells, when the package is removed, what is left: the users' own data, which no package may delete.
set -e
if [ "$1" = remove ] || [ "$1" = purge ]; then
    echo "Pagewise was removed. What it knew of documents, conversations and settings is left where each user has it:"
    echo "  ~/.local/share/Pagewise  ~/.config/Pagewise  ~/.local/state/Pagewise"
    echo "  ~/.config/autostart/pagewise.desktop (if it was to start at login)"
    echo "Delete these folders (and a library that was moved elsewhere) if nobody needs them any more."
fi
