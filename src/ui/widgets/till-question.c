/* till-question.c: what is asked once more before a deed that is hard to take back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-question.h"

#include <glib/gi18n-lib.h>

GtkWidget *
till_question_new (const TillQuestion *self, GtkWindow *parent, const char *body)
{
  GtkWidget        *widget = adw_message_dialog_new (parent, _ (self->heading), body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_responses (dialog, self->no, _ (self->no_words), self->yes,
                                    _ (self->yes_words), NULL);
  adw_message_dialog_set_response_appearance (dialog, self->yes, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, self->no);
  adw_message_dialog_set_close_response (dialog, self->no);

  return widget;
}
