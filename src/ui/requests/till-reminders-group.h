/* till-reminders-group.h: after how many days a request is reminded of, as two rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed". */
#define TILL_TYPE_REMINDERS_GROUP (till_reminders_group_get_type ())
G_DECLARE_FINAL_TYPE (TillRemindersGroup,
                      till_reminders_group,
                      TILL,
                      REMINDERS_GROUP,
                      AdwPreferencesGroup)

/* As in "7 14"; "": none. */
char *till_reminders_group_dup_days (TillRemindersGroup *self) G_GNUC_WARN_UNUSED_RESULT;
void  till_reminders_group_set_days (TillRemindersGroup *self, const char *days);

G_END_DECLS
