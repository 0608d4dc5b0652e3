/* till-random-windows.c: random bytes fit for a key, from the system
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Before any header: <stdlib.h> declares rand_s() only with it. */
#define _CRT_RAND_S

#include "flow/till-random.h"

#include <stdlib.h>

char *
till_random_hex (gsize n_bytes)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < n_bytes; i++)
    {
      unsigned int number = 0;

      if (rand_s (&number) != 0)
        g_error ("The system gives no randomness");
      g_string_append_printf (hex, "%02x", number & 0xffu);
    }

  return g_string_free (g_steal_pointer (&hex), FALSE);
}
