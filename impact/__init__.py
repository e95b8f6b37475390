"""The impact dashboard of Write for Rights: counting, provenance and wording, apart from any screen."""
