"""Technologies behind the ports of planning_core: storage, jobs, identity, files, solver."""
