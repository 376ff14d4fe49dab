/* libbsd.so.0 as ip and ss ask for it: two string functions, as the manual has them (strlcpy(3bsd)). */
#include <stddef.h>

size_t strlcpy(char *to, const char *from, size_t size);
size_t strlcat(char *to, const char *from, size_t size);

size_t strlcpy(char *to, const char *from, size_t size)
{
	size_t length = 0;

	for (; from[length]; length++)
		if (length + 1 < size)
			to[length] = from[length];
	if (size)
		to[length < size ? length : size - 1] = 0;
	return length;
}

size_t strlcat(char *to, const char *from, size_t size)
{
	size_t used = 0;

	while (used < size && to[used])
		used++;
	return used + strlcpy(to + used, from, size - used);
}
