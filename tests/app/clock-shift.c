/* clock-shift.c: moves the clock of the program that it is loaded into, and of those it starts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For stories over months: by LD_PRELOAD, as many seconds as stand in the file that
 * TEST_CLOCK_SHIFT names. Only the time of day moves; what is waited for takes as long as ever.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long
read_shift (void)
{
  const char *path = getenv ("TEST_CLOCK_SHIFT");
  char        text[32] = "";
  int         file = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  ssize_t     length;

  if (file < 0)
    return 0;

  length = read (file, text, sizeof text - 1);
  close (file);

  return length > 0 ? strtol (text, NULL, 10) : 0;
}

/* Not by the library: a sanitizer's own copy may not be ready yet. */
int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int status = (int) syscall (SYS_clock_gettime, clock, now);

  if (status == 0 && clock == CLOCK_REALTIME)
    now->tv_sec += read_shift ();

  return status;
}

int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  struct timespec at;
  int             status = clock_gettime (CLOCK_REALTIME, &at);

  now->tv_sec = at.tv_sec;
  now->tv_usec = at.tv_nsec / 1000;

  return status;
}

time_t
time (time_t *now)
{
  struct timespec at;

  clock_gettime (CLOCK_REALTIME, &at);
  if (now != NULL)
    *now = at.tv_sec;

  return at.tv_sec;
}
