/* till-mail-group.c: how e-mail is sent, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-mail-group.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-mail.h"
#include "ui/settings/till-settings-window-private.h"
#include "ui/widgets/till-entry-guard.h"

/* In the order of the lists that they are chosen from. */
static const char *const securities[] = { "starttls", "tls", "none" };
static const int         usual_ports[] = { 587, 465, 25 };
static const char *const sign_ins[] = { "password", "oauth2", "none" };

struct _TillMailGroup
{
  AdwPreferencesGroup parent_instance;

  /* Borrowed: libadwaita 1.2 does not let go of a group whose rows it has listed for its search,
   * and the practice would stay with it. */
  TillPractice *practice; /* weak */

  /* Template children */
  AdwEntryRow   *host;
  AdwComboRow   *security;
  GtkWidget     *port_row;
  GtkSpinButton *port;
  AdwComboRow   *sign_in;
  AdwEntryRow   *user;
  AdwEntryRow   *password;
  AdwEntryRow   *token_address;
  AdwEntryRow   *client_id;
  AdwEntryRow   *client_secret;
  AdwEntryRow   *refresh_token;
  AdwEntryRow   *from_address;
  AdwEntryRow   *from_name;
};

G_DEFINE_FINAL_TYPE (TillMailGroup, till_mail_group, ADW_TYPE_PREFERENCES_GROUP)

/* NULL: the window has been closed. */
static TillSettingsWindow *
get_window (TillMailGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? TILL_SETTINGS_WINDOW (root) : NULL;
}

static const char *
setting (TillMailGroup *self, const char *key)
{
  return till_practice_get_setting (self->practice, key);
}

/* ── What is typed ── */

typedef struct
{
  TillMailGroup *self;
  AdwEntryRow   *row;
} Typed;

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Typed   *typed = user_data;
  g_autoptr (GError)  error = NULL;
  TillSettingsWindow *window = get_window (typed->self);

  till_practice_set_settings_finish (TILL_PRACTICE (source), result, &error);
  if (window != NULL && error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (typed->row), "error");
      till_settings_window_say (window, error->message);
    }
  g_object_unref (typed->row);
  g_object_unref (typed->self);
}

static void
typed_cb (AdwEntryRow *row, TillMailGroup *self)
{
  g_autofree char  *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  const char *const pair[] = { g_object_get_data (G_OBJECT (row), "key"), value, NULL };
  Typed            *typed = g_new0 (Typed, 1);

  typed->self = g_object_ref (self);
  typed->row = g_object_ref (row);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  till_practice_set_settings_async (self->practice, pair, kept_cb, typed);
}

static void
bind_row (TillMailGroup *self, AdwEntryRow *row, const char *key)
{
  g_object_set_data (G_OBJECT (row), "key", (gpointer) key);
  gtk_editable_set_text (GTK_EDITABLE (row), setting (self, key));
  adw_entry_row_set_show_apply_button (row, TRUE);
  /* What others call the client may pass for a card's number. */
  if (row != self->client_id)
    till_entry_guard (GTK_WIDGET (row));
  g_signal_connect (row, "apply", G_CALLBACK (typed_cb), self);
}

/* ── Secrets ── */

static AdwEntryRow *
get_secret_row (TillMailGroup *self, TillMailSecret which)
{
  switch (which)
    {
    case TILL_MAIL_CLIENT_SECRET:
      return self->client_secret;
    case TILL_MAIL_REFRESH_TOKEN:
      return self->refresh_token;
    case TILL_MAIL_PASSWORD:
    case TILL_N_MAIL_SECRETS:
    default:
      return self->password;
    }
}

static const char *
get_secret_title (TillMailSecret which, gboolean is_kept)
{
  switch (which)
    {
    case TILL_MAIL_CLIENT_SECRET:
      return is_kept ? _ ("Client Secret (one is kept; type a new one to replace it)")
                     : _ ("Client Secret (if you were given one)");
    case TILL_MAIL_REFRESH_TOKEN:
      return is_kept ? _ ("Refresh Token (one is kept; type a new one to replace it)")
                     : _ ("Refresh Token");
    case TILL_MAIL_PASSWORD:
    case TILL_N_MAIL_SECRETS:
    default:
      return is_kept ? _ ("Password (one is kept; type a new one to replace it)") : _ ("Password");
    }
}

/* What is not asked for is not shown. */
static void
show_sign_in (TillMailGroup *self)
{
  guint    chosen = adw_combo_row_get_selected (self->sign_in);
  gboolean is_oauth2 = chosen < G_N_ELEMENTS (sign_ins) && g_str_equal (sign_ins[chosen], "oauth2");
  GtkWidget *const of_oauth2[] = {
    GTK_WIDGET (self->token_address),
    GTK_WIDGET (self->client_id),
    GTK_WIDGET (self->client_secret),
    GTK_WIDGET (self->refresh_token),
  };

  for (TillMailSecret which = TILL_MAIL_PASSWORD; which < TILL_N_MAIL_SECRETS; which++)
    adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (get_secret_row (self, which)),
      get_secret_title (which, till_practice_has_mail_secret (self->practice, which)));
  gtk_widget_set_visible (GTK_WIDGET (self->user), chosen != 2);
  gtk_widget_set_visible (GTK_WIDGET (self->password), chosen == 0);
  for (guint i = 0; i < G_N_ELEMENTS (of_oauth2); i++)
    gtk_widget_set_visible (of_oauth2[i], is_oauth2);
}

static void
secret_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Typed   *typed = user_data;
  g_autoptr (GError)  error = NULL;
  TillSettingsWindow *window = get_window (typed->self);

  till_practice_set_mail_secret_finish (TILL_PRACTICE (source), result, &error);
  if (window != NULL)
    {
      till_settings_window_key_kept (window, typed->row, error);
      show_sign_in (typed->self);
    }
  g_object_unref (typed->row);
  g_object_unref (typed->self);
}

/* Only a client may be without its secret. */
static void
secret_applied_cb (AdwEntryRow *row, TillMailGroup *self)
{
  const char    *secret = gtk_editable_get_text (GTK_EDITABLE (row));
  TillMailSecret which = TILL_MAIL_PASSWORD;
  Typed         *typed;

  while (get_secret_row (self, which) != row)
    which++;
  if (*secret == '\0' && which != TILL_MAIL_CLIENT_SECRET)
    return;

  typed = g_new0 (Typed, 1);
  typed->self = g_object_ref (self);
  typed->row = g_object_ref (row);
  till_practice_set_mail_secret_async (self->practice, which, secret, secret_kept_cb, typed);
}

/* ── What is chosen ── */

static guint
find_choice (const char *const *choices, guint n, const char *value)
{
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (choices[i], value) == 0)
        return i;
    }

  return 0;
}

static void
keep (TillMailGroup *self, const char *key, const char *value)
{
  if (get_window (self) != NULL)
    till_settings_window_keep (get_window (self), key, value);
}

/* The port goes along, unless it is one of the practice's own. */
static void
security_cb (TillMailGroup *self)
{
  guint before =
    find_choice (securities, G_N_ELEMENTS (securities), setting (self, TILL_SETTING_MAIL_SECURITY));
  guint chosen = adw_combo_row_get_selected (self->security);

  if (chosen >= G_N_ELEMENTS (securities))
    return;
  if (gtk_spin_button_get_value_as_int (self->port) == usual_ports[before])
    gtk_spin_button_set_value (self->port, usual_ports[chosen]);
  keep (self, TILL_SETTING_MAIL_SECURITY, securities[chosen]);
}

static void
port_cb (TillMailGroup *self)
{
  g_autofree char *value = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->port));

  keep (self, TILL_SETTING_MAIL_PORT, value);
}

static void
sign_in_cb (TillMailGroup *self)
{
  guint chosen = adw_combo_row_get_selected (self->sign_in);

  if (self->practice == NULL || chosen >= G_N_ELEMENTS (sign_ins))
    return;
  show_sign_in (self);
  keep (self, TILL_SETTING_MAIL_SIGN_IN, sign_ins[chosen]);
}

static void
till_mail_group_unroot (GtkWidget *widget)
{
  g_clear_weak_pointer (&TILL_MAIL_GROUP (widget)->practice);

  GTK_WIDGET_CLASS (till_mail_group_parent_class)->unroot (widget);
}

static void
till_mail_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_MAIL_GROUP);

  G_OBJECT_CLASS (till_mail_group_parent_class)->dispose (object);
}

static void
till_mail_group_class_init (TillMailGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_mail_group_dispose;
  widget_class->unroot = till_mail_group_unroot;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-mail-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, host);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, security);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, port_row);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, port);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, sign_in);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, user);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, password);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, token_address);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, client_id);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, client_secret);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, refresh_token);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, from_address);
  gtk_widget_class_bind_template_child (widget_class, TillMailGroup, from_name);
}

static void
till_mail_group_init (TillMailGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Says where its mails are, since none of this matters to it. */
static void
close_for_demo (TillMailGroup *self)
{
  g_autofree char *outbox = till_practice_dup_outbox (self->practice);
  g_autofree char *escaped = g_markup_escape_text (outbox, -1);
  g_autofree char *words = g_strdup_printf (
    _ ("The demo practice sends nothing to anybody: its e-mails go into the folder %s."), escaped);
  GtkWidget *const rows[] = {
    GTK_WIDGET (self->host),
    GTK_WIDGET (self->security),
    self->port_row,
    GTK_WIDGET (self->sign_in),
    GTK_WIDGET (self->user),
    GTK_WIDGET (self->password),
    GTK_WIDGET (self->token_address),
    GTK_WIDGET (self->client_id),
    GTK_WIDGET (self->client_secret),
    GTK_WIDGET (self->refresh_token),
    GTK_WIDGET (self->from_address),
    GTK_WIDGET (self->from_name),
  };

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), words);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_sensitive (rows[i], FALSE);
}

void
till_mail_group_set_practice (TillMailGroup *self, TillPractice *practice)
{
  g_return_if_fail (TILL_IS_MAIL_GROUP (self));
  g_return_if_fail (self->practice == NULL);

  g_set_weak_pointer (&self->practice, practice);
  bind_row (self, self->host, TILL_SETTING_MAIL_HOST);
  bind_row (self, self->user, TILL_SETTING_MAIL_USER);
  bind_row (self, self->token_address, TILL_SETTING_MAIL_TOKEN_ADDRESS);
  bind_row (self, self->client_id, TILL_SETTING_MAIL_CLIENT_ID);
  bind_row (self, self->from_address, TILL_SETTING_MAIL_FROM_ADDRESS);
  bind_row (self, self->from_name, TILL_SETTING_MAIL_FROM_NAME);
  for (TillMailSecret which = TILL_MAIL_PASSWORD; which < TILL_N_MAIL_SECRETS; which++)
    {
      adw_entry_row_set_show_apply_button (get_secret_row (self, which), TRUE);
      g_signal_connect (get_secret_row (self, which), "apply", G_CALLBACK (secret_applied_cb),
                        self);
    }
  adw_combo_row_set_selected (self->security,
                              find_choice (securities, G_N_ELEMENTS (securities),
                                           setting (self, TILL_SETTING_MAIL_SECURITY)));
  adw_combo_row_set_selected (
    self->sign_in,
    find_choice (sign_ins, G_N_ELEMENTS (sign_ins), setting (self, TILL_SETTING_MAIL_SIGN_IN)));
  gtk_spin_button_set_value (
    self->port, (int) g_ascii_strtoll (setting (self, TILL_SETTING_MAIL_PORT), NULL, 10));
  show_sign_in (self);
  if (till_practice_is_demo (practice))
    close_for_demo (self);

  g_signal_connect_swapped (self->security, "notify::selected", G_CALLBACK (security_cb), self);
  g_signal_connect_swapped (self->port, "value-changed", G_CALLBACK (port_cb), self);
  g_signal_connect_swapped (self->sign_in, "notify::selected", G_CALLBACK (sign_in_cb), self);
}
