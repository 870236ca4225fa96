"""The few pages of this stage: the front door with its three ways in, signing in, and problems explained."""
