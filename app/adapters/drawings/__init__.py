"""Drawings as files: SVG, a page of PDF, a picture in PNG; and the drawings of flags, read so that none of them can do harm."""
