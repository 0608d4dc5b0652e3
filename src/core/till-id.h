/* till-id.h: names that are never given twice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A random UUID (version 4) in lower case. */
char *till_id_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Always the same UUID (version 8) of the same @text. */
char *till_id_derive (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* @uuid's 128 bits in Crockford's base 32: 26 characters, fit for an invoice field. */
char *till_id_to_invoice (const char *uuid) G_GNUC_WARN_UNUSED_RESULT;

/* Who does something. Borrowed strings live as long as the actor. */
typedef struct
{
  gint64 user_id;
  char  *name;
} TillActor;

TillActor *till_actor_new (gint64 user_id, const char *name);
TillActor *till_actor_copy (const TillActor *self);
void       till_actor_free (TillActor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillActor, till_actor_free)

G_END_DECLS
