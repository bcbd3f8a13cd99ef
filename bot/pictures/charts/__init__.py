"""What can be drawn, a file each: pure functions of a scene, which give the bytes of a PNG."""
