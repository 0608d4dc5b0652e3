/* till-mail-test-group.h: tries the settings of e-mail out, and shows how far it comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define TILL_TYPE_MAIL_TEST_GROUP (till_mail_test_group_get_type ())
G_DECLARE_FINAL_TYPE (TillMailTestGroup,
                      till_mail_test_group,
                      TILL,
                      MAIL_TEST_GROUP,
                      AdwPreferencesGroup)

/* Once, inside the settings window. It is hidden where nothing is sent. */
void till_mail_test_group_set_practice (TillMailTestGroup *self, TillPractice *practice);

G_END_DECLS
