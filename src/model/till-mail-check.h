/* till-mail-check.h: one step of trying out the settings of e-mail, and what came of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TILL_MAIL_CHECK_GOOD,
  TILL_MAIL_CHECK_FAILED,
  TILL_MAIL_CHECK_NOT_REACHED, /* an earlier one had failed */
} TillMailCheckState;

typedef struct
{
  TillMailCheckState state;
  char              *title; /* "Sign-in" */
  char              *words; /* what is wrong, what to do; or what is good; NULL: nothing to add */
} TillMailCheck;

TillMailCheck *till_mail_check_new (TillMailCheckState state, const char *title, const char *words);
void           till_mail_check_free (TillMailCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillMailCheck, till_mail_check_free)

G_END_DECLS
