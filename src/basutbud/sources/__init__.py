"""The files of an audit: found, recognised, and each log given to its clinic."""
