"""What people must do next, as rules: what is raised, who gets it and when, in which order, until when."""
