/* till-text-set.c: texts that were seen, however many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-text-set.h"

/* A part is small enough to grow within a fraction of a frame, with a million in all as well. */
#define N_PARTS 64

struct _TillTextSet
{
  GHashTable *parts[N_PARTS];
};

TillTextSet *
till_text_set_new (void)
{
  TillTextSet *self = g_new0 (TillTextSet, 1);

  for (guint i = 0; i < N_PARTS; i++)
    self->parts[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

static gpointer
free_thread (gpointer data)
{
  TillTextSet *self = data;

  for (guint i = 0; i < N_PARTS; i++)
    g_hash_table_unref (self->parts[i]);
  g_free (self);

  return NULL;
}

void
till_text_set_free (TillTextSet *self)
{
  GThread *thread;

  if (self == NULL)
    return;

  thread = g_thread_try_new ("free", free_thread, self, NULL);
  if (thread != NULL)
    g_thread_unref (thread);
  else
    free_thread (self);
}

gboolean
till_text_set_add (TillTextSet *self, const char *text)
{
  /* The hash's last bits choose the place within a part. */
  guint part = (g_str_hash (text) >> 20) % N_PARTS;

  return g_hash_table_add (self->parts[part], g_strdup (text));
}
