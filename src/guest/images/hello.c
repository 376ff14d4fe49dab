/* The whole content of the image `hello-world`: says which way it came, as far as it is true in this machine. */
#include <asm/unistd.h>

static const char message[] =
	"\n"
	"Hello from Fishbowl!\n"
	"This message shows that containers work in this machine.\n"
	"\n"
	"To bring it here, these steps were taken:\n"
	" 1. The docker client, a small program in this Linux, sent your command to the engine.\n"
	" 2. The engine, which runs in your browser beside this Linux, did not need anything else:\n"
	"    if the image \"hello-world\" was not here yet, it pulled it from the registry and\n"
	"    checked its digest.\n"
	" 3. The engine put a writable layer on top of the image's layer and had the OCI runtime\n"
	"    crun start a process in namespaces and a cgroup of its own: a container.\n"
	" 4. That process is this one. What it printed went straight to your terminal.\n"
	"\n"
	"To try something with more in it, run a shell in a container:\n"
	" $ docker run -it busybox sh\n"
	"\n";

static long call(long number, long first, const void *second, long third)
{
	long result;

	__asm__ volatile("int $0x80"
		: "=a"(result)
		: "a"(number), "b"(first), "c"(second), "d"(third)
		: "memory");
	return result;
}

/* No C library: the layer stays below two kilobytes. */
__attribute__((noreturn)) void _start(void);
__attribute__((noreturn)) void _start(void)
{
	long status = 0;

	for (unsigned long done = 0; done < sizeof(message) - 1;) {
		long written = call(__NR_write, 1, message + done, (long)(sizeof(message) - 1 - done));

		if (written < 0) {
			status = 1;
			break;
		}
		done += (unsigned long)written;
	}
	for (;;)
		call(__NR_exit, status, 0, 0);
}
