"""What every page is made of; knows the kernel and the application, and no domain."""
