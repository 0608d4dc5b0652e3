/* till-permissions.c: who may do what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-permissions.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

gboolean
till_permission_check (const TillActor *actor, TillDeed deed, GError **error)
{
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (actor != NULL)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("Nobody is signed in, so nothing may be changed. Sign in first."));

  return FALSE;
}
