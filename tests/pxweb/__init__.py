"""PxWebApi 2: its parts, formats read by independent readers, and foreign clients against a server."""
