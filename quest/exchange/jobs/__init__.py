"""Jobs from other systems: each reader turns bytes into `JobRecord`s or says what is wrong where."""
