"""From a step and a person to the message as it leaves the house."""
