/* till-permissions.h: who may do what; every flow asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All are Owner until there are users (their table joins with the people issue): the owner may all.
 */
#pragma once

#include <gio/gio.h>

#include "core/till-id.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_DEED_COLLECT,
  TILL_DEED_REFUND,
  TILL_DEED_VOID,
  TILL_DEED_POST,
  TILL_DEED_EXPLAIN,
  TILL_DEED_SEND_RECEIPT,
  TILL_DEED_CHANGE_SETTINGS,
  TILL_DEED_BACKUP,
  TILL_DEED_SAVE_FILTER,
  TILL_DEED_EXPORT,
  TILL_DEED_SEE_REPORTS,
  TILL_DEED_ASSIGN,
  TILL_DEED_IMPORT,
  TILL_DEED_MATCH,
  TILL_DEED_SNOOZE,
  TILL_DEED_CHANGE_PATIENT,
  TILL_DEED_MAKE_STATEMENT,
  TILL_DEED_CHANGE_LEDGER,
  TILL_DEED_REQUEST,
  TILL_DEED_PLAN,
} TillDeed;

/* TILL_ERROR_NOT_ALLOWED with the reason. A deed without an actor is never allowed. */
gboolean till_permission_check (const TillActor *actor, TillDeed deed, GError **error);

G_END_DECLS
