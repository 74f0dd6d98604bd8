"""The worker door: a process that runs jobs and answers nobody. `planning worker` starts such processes."""
