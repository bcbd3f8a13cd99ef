"""The page of the sandbox: Discord in a browser, and the controls of the world behind it."""
