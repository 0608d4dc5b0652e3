/* till-templates-window.c: how the practice's messages are worded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-templates-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "flow/till-practice-templates.h"
#include "rules/till-template.h"
#include "ui/settings/till-template-preview.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-question.h"

/* Which one is shown, as the drop-downs have it. */
typedef struct
{
  guint purpose;
  guint channel; /* text, e-mail: as TillChannel begins */
  guint language;
} Choice;

struct _TillTemplatesWindow
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  TillWording  *wording; /* as it is kept; NULL: it can't be read */

  Choice   choice;
  Choice   wanted;       /* while it is asked about */
  gboolean filling;      /* what changes now is ours, not the user's */
  gboolean into_subject; /* a placeholder goes there */
  gboolean discarding;   /* it was asked, the window may close */
  gboolean closed;

  /* Template children */
  AdwToastOverlay     *toasts;
  GtkDropDown         *purpose;
  GtkDropDown         *channel;
  GtkDropDown         *language;
  GtkWidget           *editor;
  GtkWidget           *subject_box;
  GtkEntry            *subject;
  GtkMenuButton       *picker;
  GtkTextView         *body;
  GtkLabel            *problem;
  TillTemplatePreview *preview;
  GtkWidget           *reset;
  GtkWidget           *save;
};

G_DEFINE_FINAL_TYPE (TillTemplatesWindow, till_templates_window, ADW_TYPE_WINDOW)

static const TillQuestion discard_question = {
  .heading = N_ ("Discard Your Changes?"),
  .no = "keep",
  .no_words = N_ ("_Keep Editing"),
  .yes = "discard",
  .yes_words = N_ ("_Discard"),
};

/* ── What is written ─────────────────────────────────────────────────────────────────────────── */

static TillWording *
read_fields (TillTemplatesWindow *self)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->body);
  GtkTextIter      from;
  GtkTextIter      until;
  g_autofree char *body = NULL;
  gboolean         is_text = self->choice.channel == TILL_CHANNEL_TEXT;

  gtk_text_buffer_get_bounds (buffer, &from, &until);
  body = gtk_text_buffer_get_text (buffer, &from, &until, TRUE);

  return till_wording_new ((TillPurpose) self->choice.purpose, (TillChannel) self->choice.channel,
                           (TillLanguage) self->choice.language,
                           is_text ? "" : gtk_editable_get_text (GTK_EDITABLE (self->subject)),
                           body);
}

static gboolean
is_same (const TillWording *a, const TillWording *b)
{
  return g_str_equal (a->subject, b->subject) && g_str_equal (a->body, b->body);
}

static gboolean
is_changed (TillTemplatesWindow *self)
{
  g_autoptr (TillWording) written = read_fields (self);

  return self->wording != NULL && !is_same (written, self->wording);
}

static void
show_problem (TillTemplatesWindow *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
edited_cb (TillTemplatesWindow *self)
{
  g_autoptr (TillWording) written = NULL;
  g_autoptr (GError)      error = NULL;
  gboolean                good;

  if (self->filling || self->wording == NULL)
    return;

  written = read_fields (self);
  good = till_template_check (written, &error);
  show_problem (self, good ? NULL : error->message);
  till_template_preview_show (self->preview, self->practice, written);
  gtk_widget_set_sensitive (self->save, good && !is_same (written, self->wording));
  gtk_widget_set_sensitive (self->reset, !till_template_is_default (written));
}

/* One deed that Ctrl+Z takes back. */
static void
write_body (TillTemplatesWindow *self, const char *body)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  GtkTextIter    from;
  GtkTextIter    until;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &from, &until);
  gtk_text_buffer_delete (buffer, &from, &until);
  gtk_text_buffer_insert (buffer, &from, body, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
write_fields (TillTemplatesWindow *self, const TillWording *wording)
{
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->subject), wording->subject);
  write_body (self, wording->body);
  self->filling = FALSE;
  edited_cb (self);
}

static void
reset_cb (TillTemplatesWindow *self)
{
  g_autoptr (TillWording) own = till_template_dup_default ((TillPurpose) self->choice.purpose,
                                                           (TillChannel) self->choice.channel,
                                                           (TillLanguage) self->choice.language);

  write_fields (self, own);
}

/* ── Placeholders ────────────────────────────────────────────────────────────────────────────── */

static void
subject_entered_cb (TillTemplatesWindow *self)
{
  self->into_subject = TRUE;
}

static void
body_entered_cb (TillTemplatesWindow *self)
{
  self->into_subject = FALSE;
}

static void
insert_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillTemplatesWindow *self = TILL_TEMPLATES_WINDOW (widget);
  g_autofree char     *text = g_strdup_printf ("{%s}", g_variant_get_string (parameter, NULL));

  if (self->into_subject && gtk_widget_get_visible (self->subject_box))
    {
      GtkEditable *subject = GTK_EDITABLE (self->subject);
      int          at = gtk_editable_get_position (subject);

      gtk_editable_delete_selection (subject);
      at = MIN (at, (int) g_utf8_strlen (gtk_editable_get_text (subject), -1));
      gtk_editable_insert_text (subject, text, -1, &at);
      gtk_entry_grab_focus_without_selecting (self->subject);
      gtk_editable_set_position (subject, at);
      return;
    }

  gtk_text_buffer_begin_user_action (gtk_text_view_get_buffer (self->body));
  gtk_text_buffer_delete_selection (gtk_text_view_get_buffer (self->body), TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (self->body), text, -1);
  gtk_text_buffer_end_user_action (gtk_text_view_get_buffer (self->body));
  gtk_widget_grab_focus (GTK_WIDGET (self->body));
}

static void
fill_picker (TillTemplatesWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  TillPurpose       purpose = (TillPurpose) self->choice.purpose;

  for (guint i = 0; i < TILL_N_PLACEHOLDERS; i++)
    {
      TillPlaceholder       placeholder = (TillPlaceholder) i;
      g_autoptr (GMenuItem) item = NULL;

      if (!till_placeholder_is_for (placeholder, purpose))
        continue;
      item = g_menu_item_new (till_placeholder_to_words (placeholder, purpose), NULL);
      g_menu_item_set_action_and_target (item, "templates.insert", "s",
                                         till_placeholder_to_text (placeholder));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->picker, G_MENU_MODEL (menu));
}

/* ── Which one ───────────────────────────────────────────────────────────────────────────────── */

static void
show_choice (TillTemplatesWindow *self)
{
  gtk_drop_down_set_selected (self->purpose, self->choice.purpose);
  gtk_drop_down_set_selected (self->channel, self->choice.channel);
  gtk_drop_down_set_selected (self->language, self->choice.language);
}

static void
choose (TillTemplatesWindow *self, const Choice *choice)
{
  g_autoptr (GError) error = NULL;

  self->choice = *choice;
  show_choice (self);
  g_clear_pointer (&self->wording, till_wording_free);
  self->wording = till_practice_get_wording (self->practice, (TillPurpose) choice->purpose,
                                             (TillChannel) choice->channel,
                                             (TillLanguage) choice->language, &error);
  gtk_widget_set_sensitive (self->editor, self->wording != NULL);
  gtk_widget_set_visible (self->subject_box, choice->channel == TILL_CHANNEL_EMAIL);
  fill_picker (self);
  if (self->wording == NULL)
    {
      show_problem (self, error->message);
      return;
    }

  /* What was written in another one is not to come back by Ctrl+Z. */
  gtk_text_buffer_begin_irreversible_action (gtk_text_view_get_buffer (self->body));
  write_fields (self, self->wording);
  gtk_text_buffer_end_irreversible_action (gtk_text_view_get_buffer (self->body));
}

static void
ask (TillTemplatesWindow *self, GCallback answered)
{
  GtkWidget *dialog = till_question_new (&discard_question, GTK_WINDOW (self),
                                         _ ("The changes to this message have not been saved."));

  g_signal_connect_object (dialog, "response", answered, self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
left_cb (AdwMessageDialog *dialog, const char *response, TillTemplatesWindow *self)
{
  if (g_str_equal (response, discard_question.yes))
    choose (self, &self->wanted);
}

static void
chosen_cb (TillTemplatesWindow *self)
{
  const Choice wanted = {
    .purpose = gtk_drop_down_get_selected (self->purpose),
    .channel = gtk_drop_down_get_selected (self->channel),
    .language = gtk_drop_down_get_selected (self->language),
  };

  /* The lists tell of what we put back, too, and not at once. */
  if (memcmp (&wanted, &self->choice, sizeof wanted) == 0)
    return;

  self->wanted = wanted;
  if (!is_changed (self))
    {
      choose (self, &self->wanted);
      return;
    }

  show_choice (self);
  ask (self, G_CALLBACK (left_cb));
}

/* ── Keeping ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillTemplatesWindow *self;    /* (owned) */
  TillWording         *written; /* (owned) */
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving                         *saving = user_data;
  g_autoptr (TillTemplatesWindow) self = saving->self;
  g_autoptr (TillWording)         written = saving->written;
  g_autoptr (GError)              error = NULL;
  gboolean good = till_practice_keep_wording_finish (TILL_PRACTICE (source), result, &error);

  g_free (saving);
  if (self->closed)
    return;
  if (!good)
    {
      edited_cb (self);
      show_problem (self, error->message);
      return;
    }

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("The message is saved")));
  /* It may have been changed again, or left, meanwhile. */
  if (self->wording != NULL && self->wording->purpose == written->purpose &&
      self->wording->channel == written->channel && self->wording->language == written->language)
    {
      till_wording_free (self->wording);
      self->wording = g_steal_pointer (&written);
      edited_cb (self);
    }
}

static void
save_cb (TillTemplatesWindow *self)
{
  Saving *saving = g_new (Saving, 1);

  gtk_widget_set_sensitive (self->save, FALSE);
  *saving = (Saving){ g_object_ref (self), read_fields (self) };
  till_practice_keep_wording_async (self->practice, saving->written, saved_cb, saving);
}

static gboolean
close_cb (gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));

  return G_SOURCE_REMOVE;
}

static void
closing_cb (AdwMessageDialog *dialog, const char *response, TillTemplatesWindow *self)
{
  if (!g_str_equal (response, discard_question.yes))
    return;
  /* Not from within the dialog's own signal: GTK 4.8 lets it outlive the window it belongs to. */
  self->discarding = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, g_object_ref (self), g_object_unref);
}

static gboolean
close_request_cb (GtkWindow *window, gpointer user_data)
{
  TillTemplatesWindow *self = TILL_TEMPLATES_WINDOW (window);

  if (self->discarding || !is_changed (self))
    return FALSE;

  ask (self, G_CALLBACK (closing_cb));
  return TRUE;
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_templates_window_dispose (GObject *object)
{
  TillTemplatesWindow *self = TILL_TEMPLATES_WINDOW (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_TEMPLATES_WINDOW);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_templates_window_parent_class)->dispose (object);
}

static void
till_templates_window_finalize (GObject *object)
{
  g_clear_pointer (&TILL_TEMPLATES_WINDOW (object)->wording, till_wording_free);

  G_OBJECT_CLASS (till_templates_window_parent_class)->finalize (object);
}

static void
till_templates_window_class_init (TillTemplatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_templates_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_templates_window_finalize;

  g_type_ensure (TILL_TYPE_TEMPLATE_PREVIEW);
  till_dialog_class_set_up (widget_class, "settings/till-templates-window.ui");
  gtk_widget_class_install_action (widget_class, "templates.insert", "s", insert_cb);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, purpose);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, channel);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, language);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, editor);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, subject_box);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, picker);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, body);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, reset);
  gtk_widget_class_bind_template_child (widget_class, TillTemplatesWindow, save);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, subject_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, body_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
fill_choices (TillTemplatesWindow *self)
{
  const char               *purposes[TILL_N_PURPOSES + 1] = { NULL };
  const char               *languages[TILL_N_LANGUAGES + 1] = { NULL };
  g_autoptr (GtkStringList) purpose_list = NULL;
  g_autoptr (GtkStringList) language_list = NULL;

  for (int i = 0; i < TILL_N_PURPOSES; i++)
    purposes[i] = till_purpose_to_words ((TillPurpose) i);
  for (int i = 0; i < TILL_N_LANGUAGES; i++)
    languages[i] = till_language_to_words ((TillLanguage) i);
  purpose_list = gtk_string_list_new (purposes);
  language_list = gtk_string_list_new (languages);
  gtk_drop_down_set_model (self->purpose, G_LIST_MODEL (purpose_list));
  gtk_drop_down_set_model (self->language, G_LIST_MODEL (language_list));
}

static void
till_templates_window_init (TillTemplatesWindow *self)
{
  GtkDropDown **choices[] = { &self->purpose, &self->channel, &self->language };

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self);
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    g_signal_connect_swapped (*choices[i], "notify::selected", G_CALLBACK (chosen_cb), self);
  till_entry_guard (GTK_WIDGET (self->subject));
  till_text_view_guard (self->body, self->editor);
  g_signal_connect_object (gtk_text_view_get_buffer (self->body), "changed", G_CALLBACK (edited_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
till_templates_window_new (TillPractice *practice, GtkWindow *parent)
{
  TillTemplatesWindow *self =
    g_object_new (TILL_TYPE_TEMPLATES_WINDOW, "transient-for", parent, NULL);
  Choice first = { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, TILL_LANGUAGE_ENGLISH };

  self->practice = g_object_ref (practice);
  first.language = (guint) till_practice_get_language (practice);
  choose (self, &first);

  return GTK_WIDGET (self);
}
