/* till-random-unix.c: random bytes fit for a key, from the kernel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-random.h"

#include <sys/random.h>

char *
till_random_hex (gsize n_bytes)
{
  g_autofree guint8  *bytes = g_malloc (n_bytes);
  g_autoptr (GString) hex = g_string_new (NULL);

  /* Up to 256 bytes come whole once the kernel has gathered enough, which is long before a desktop.
   */
  if (getrandom (bytes, n_bytes, 0) != (gssize) n_bytes)
    g_error ("The system gives no randomness");

  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);

  return g_string_free (g_steal_pointer (&hex), FALSE);
}
