"""The limit on what a process works, in seconds of a processor: waiting for others costs a file nothing."""

from contextlib import suppress


def limit_work(seconds: float) -> None:
    """Have the system end this process after so many more seconds of work, whatever a library does."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(usage.ru_utime + usage.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + round(seconds), resource.RLIM_INFINITY))


def allow_work(seconds: float) -> None:
    """Allow so many more seconds of work, where it is limited."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        limit, most = resource.getrlimit(resource.RLIMIT_CPU)
        if limit != resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_CPU, (limit + round(seconds), most))
