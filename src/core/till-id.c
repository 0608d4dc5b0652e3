/* till-id.c: names that are never given twice, and who does something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-id.h"

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char *
till_id_new (void)
{
  return g_uuid_string_random ();
}

char *
till_id_derive (const char *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  /* RFC 9562, 5.8: one figure says how it was made, another which standard it is by. */
  digest[12] = '8';
  digest[16] = "89ab"[g_ascii_xdigit_value (digest[16]) & 3];

  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", digest, digest + 8, digest + 12, digest + 16,
                          digest + 20);
}

char *
till_id_to_invoice (const char *uuid)
{
  GString *invoice = g_string_sized_new (26);
  guint    bits = 0;
  guint    n_bits = 2; /* 26 × 5 = 130: two leading zeros */

  g_return_val_if_fail (uuid != NULL && g_uuid_string_is_valid (uuid), NULL);

  for (const char *at = uuid; *at != '\0'; at++)
    {
      if (*at == '-')
        continue;

      bits = bits << 4 | (guint) g_ascii_xdigit_value (*at);
      for (n_bits += 4; n_bits >= 5; n_bits -= 5)
        g_string_append_c (invoice, crockford[bits >> (n_bits - 5) & 31]);
      bits &= 31;
    }

  return g_string_free (invoice, FALSE);
}

TillActor *
till_actor_new (gint64 user_id, const char *name)
{
  TillActor *self = g_new0 (TillActor, 1);

  self->user_id = user_id;
  self->name = g_strdup (name);

  return self;
}

TillActor *
till_actor_copy (const TillActor *self)
{
  return self != NULL ? till_actor_new (self->user_id, self->name) : NULL;
}

void
till_actor_free (TillActor *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}
