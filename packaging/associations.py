"""Which files Windows and macOS offer to open with Pagewise: those that people think of as documents.

Pagewise reads more (source code, archives and so on); offering to open these with it would only be in the way. Linux
goes by MIME types, which stand in `packaging/linux/pagewise.desktop`.
"""

_DOCUMENTS = ".pdf .docx .odt .rtf .pptx .ppsx .odp .xlsx .xlsb .xls .ods .csv .epub .mobi .azw3 .fb2 .html .htm .mhtml"
_OTHERS = ".eml .msg .mbox .md .txt .rst .tex .org .srt .vtt .png .jpg .jpeg .tif .tiff .bmp .gif .webp"

EXTENSIONS = (*_DOCUMENTS.split(), *_OTHERS.split())
"""With their dots."""
