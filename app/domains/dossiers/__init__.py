"""Papers about a record: which sections a dossier has, and which version of it was printed when and by whom.

This domain knows no mission: sections come as contributions of the domains, about any `Ref`. A new version begins when the
content differs from the last one; printing the same content again is the same version.
"""
