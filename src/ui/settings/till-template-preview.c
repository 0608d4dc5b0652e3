/* till-template-preview.c: a wording as a patient would get it, and what it takes as a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-template-preview.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-templates.h"
#include "rules/till-template.h"

struct _TillTemplatePreview
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *subject;
  GtkLabel *body;
  GtkLabel *segments; /* of a text */
};

G_DEFINE_FINAL_TYPE (TillTemplatePreview, till_template_preview, ADW_TYPE_BIN)

static void
till_template_preview_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_TEMPLATE_PREVIEW);

  G_OBJECT_CLASS (till_template_preview_parent_class)->dispose (object);
}

static void
till_template_preview_class_init (TillTemplatePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_template_preview_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-template-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, TillTemplatePreview, subject);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatePreview, body);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatePreview, segments);
}

static void
till_template_preview_init (TillTemplatePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_template_preview_show (TillTemplatePreview *self,
                            TillPractice        *practice,
                            const TillWording   *wording)
{
  gboolean           is_text = wording->channel == TILL_CHANNEL_TEXT;
  g_autofree char   *subject = NULL;
  g_autofree char   *body = NULL;
  g_autofree char   *segments = NULL;
  TillTemplateValues samples;

  g_return_if_fail (TILL_IS_TEMPLATE_PREVIEW (self));

  till_template_get_samples (&samples, till_practice_get_name (practice),
                             till_practice_get_setting (practice, TILL_SETTING_PRACTICE_PHONE),
                             wording->purpose, wording->language);
  subject = till_template_fill_subject (wording->subject, &samples);
  body = till_template_fill (wording->body, &samples);
  gtk_label_set_text (self->subject, subject);
  gtk_widget_set_visible (GTK_WIDGET (self->subject), !is_text);
  gtk_label_set_text (self->body, body);
  if (is_text)
    segments = till_template_count_to_words (body, samples.values[TILL_PLACEHOLDER_LINK]);
  gtk_label_set_text (self->segments, segments != NULL ? segments : "");
  gtk_widget_set_visible (GTK_WIDGET (self->segments), is_text);
}
