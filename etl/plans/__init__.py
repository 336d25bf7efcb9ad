"""A planner's own plan as a plan folder: the file that was read, laid out line for line, and what it says beside."""
