/* till-sandbox-spec.c: what is to go wrong, as a list that is written on the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-spec.h"

GPtrArray *
till_sandbox_spec_read (const char          *spec,
                        TillSandboxSpecParse parse,
                        GDestroyNotify       free_part,
                        GError             **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (free_part);
  g_auto (GStrv)        parts = g_strsplit (spec != NULL ? spec : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gpointer part;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (!(part = parse (parts[i], error)))
        return NULL;
      g_ptr_array_add (read, part);
    }

  return g_steal_pointer (&read);
}
