/* till-test-ui.c: what tests of the window's pieces share: styles, hands, pictures, and an end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"

static GtkApplication *application;

/* ── Beginning and end ───────────────────────────────────────────────────────────────────────────
 */

void
ui_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  till_test_gtk_init (argc, argv);
  /* Of two clicks on a title GTK throws the second away when they are a double click; and pictures
   * are not of halves. */
  g_object_set (gtk_settings_get_default (), "gtk-double-click-time", 0, "gtk-enable-animations",
                FALSE, NULL);
  application = GTK_APPLICATION (
    g_object_new (ADW_TYPE_APPLICATION, "application-id", TILL_APP_ID, "flags",
                  G_APPLICATION_NON_UNIQUE, "resource-base-path", "/org/practicetill/Till", NULL));
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
}

void
ui_init_for_files (int *argc, char ***argv)
{
  g_autofree char *home = till_test_temp_dir ();

  g_setenv ("HOME", home, TRUE);
  ui_init (argc, argv);
  g_object_set (gtk_settings_get_default (), "gtk-recent-files-enabled", FALSE, NULL);
}

GtkApplication *
ui_application (void)
{
  return application;
}

GtkWidget *
ui_window_around (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_title (GTK_WINDOW (window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  till_test_present (window);

  return window;
}

void
ui_end (GtkWidget *window)
{
  gpointer gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  gtk_window_destroy (GTK_WINDOW (window));
  till_test_wait_until (gone == NULL);
}

static GtkWidget *
find_window (GType type)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *at = all; at != NULL; at = at->next)
    {
      if (g_type_is_a (G_OBJECT_TYPE (at->data), type) && gtk_widget_get_mapped (at->data))
        return at->data;
    }

  return NULL;
}

GtkWidget *
ui_wait_window (GType type)
{
  GtkWidget *found;

  till_test_wait_until ((found = find_window (type)) != NULL);
  till_test_wait_frames (found, 2);

  return found;
}

void
ui_choose_file (const char *path)
{
  GtkWidget        *chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL);
  till_test_wait_until (ui_can_press (chooser, "Open"));
  ui_settle (chooser);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
}

GtkWidget *
ui_find_print_dialog (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), "Print") == 0 &&
          gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

gboolean
ui_is_alone (GtkWidget *window)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (all, i);

      if (other != window && gtk_widget_get_mapped (other))
        return FALSE;
    }

  return TRUE;
}

void
ui_settle (GtkWidget *widget)
{
  till_test_wait_frames (widget, 3);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

/* ── Finding and doing ───────────────────────────────────────────────────────────────────────────
 */

/* The last row of a compound title is found by it too, so what is mapped goes first. */
static GtkWidget *
find_mapped (GtkWidget *root, GType type, const char *name)
{
  g_autoptr (GPtrArray) all = till_test_find_all (root, type);

  for (guint i = 0; i < all->len; i++)
    {
      if (gtk_widget_get_mapped (all->pdata[i]) &&
          till_test_find_named (all->pdata[i], type, name) == all->pdata[i])
        return all->pdata[i];
    }

  return NULL;
}

GtkWidget *
ui_button (GtkWidget *root, const char *name)
{
  GtkWidget *button = find_mapped (root, GTK_TYPE_BUTTON, name);

  if (button == NULL)
    g_error ("there is no button “%s” to be seen", name);

  return button;
}

gboolean
ui_can_press (GtkWidget *root, const char *name)
{
  GtkWidget *button = find_mapped (root, GTK_TYPE_BUTTON, name);

  return button != NULL && gtk_widget_is_sensitive (button);
}

void
ui_press (GtkWidget *root, const char *name)
{
  GtkWidget *button = ui_button (root, name);

  if (!gtk_widget_is_sensitive (button))
    g_error ("“%s” can't be pressed", name);
  g_signal_emit_by_name (button, "clicked");
}

static GtkWidget *
find_field (GtkWidget *root, const char *name)
{
  GtkWidget *field = find_mapped (root, ADW_TYPE_ENTRY_ROW, name);

  return field != NULL ? field : find_mapped (root, GTK_TYPE_ENTRY, name);
}

gboolean
ui_shows_field (GtkWidget *root, const char *name)
{
  return find_field (root, name) != NULL;
}

GtkWidget *
ui_field (GtkWidget *root, const char *name)
{
  GtkWidget *field = find_field (root, name);

  if (field == NULL)
    g_error ("there is no field “%s” to be seen", name);

  return field;
}

void
ui_write (GtkWidget *field, const char *text)
{
  int position = 0;

  gtk_widget_grab_focus (field);
  gtk_editable_delete_text (GTK_EDITABLE (field), 0, -1);
  gtk_editable_insert_text (GTK_EDITABLE (field), text, -1, &position);
}

void
ui_choose (GtkWidget *root, const char *title, guint index)
{
  GtkWidget *row = find_mapped (root, ADW_TYPE_COMBO_ROW, title);

  if (row == NULL)
    g_error ("there is no choice “%s” to be seen", title);
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (row))), >,
                    index);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), index);
}

void
ui_answer (const char *response)
{
  GtkWidget *dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);

  g_assert_true (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (dialog), response));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
}

void
ui_press_row (GtkWidget *root, const char *name)
{
  GtkWidget *row = find_mapped (root, GTK_TYPE_LIST_BOX_ROW, name);

  if (row == NULL)
    g_error ("there is no row “%s” to be seen", name);
  g_signal_emit_by_name (row, "activate");
}

/* ── Hands ───────────────────────────────────────────────────────────────────────────────────────
 */

static void
xdotool (const char *const *words)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (GSubprocess)  hands = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  /* What popovers hold is let go, and windows that are closed have gone. */
  gdk_display_sync (gdk_display_get_default ());
  hands = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (hands, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_subprocess_wait_check_finish (hands, kept, &error);
  g_assert_no_error (error);
}

void
ui_keys (const char *keys)
{
  const char *const words[] = { "xdotool", "key", "--clearmodifiers", keys, NULL };

  xdotool (words);
}

void
ui_type (const char *text)
{
  const char *const words[] = { "xdotool", "type", "--delay", "12", "--", text, NULL };

  xdotool (words);
}

/* Where the native of the widget is in the window "Test": a popover is a window of its own. */
static void
native_place (GtkNative *native, double *left, double *top)
{
  gtk_native_get_surface_transform (native, left, top);
  for (GdkSurface *surface = gtk_native_get_surface (native); GDK_IS_POPUP (surface);
       surface = gdk_popup_get_parent (GDK_POPUP (surface)))
    {
      *left += gdk_popup_get_position_x (GDK_POPUP (surface));
      *top += gdk_popup_get_position_y (GDK_POPUP (surface));
    }
}

/* The pointer to a place of the widget, as a part of its width. */
static void
move_to (GtkWidget *widget, double part)
{
  GtkNative       *native = gtk_widget_get_native (widget);
  graphene_rect_t  bounds;
  double           left;
  double           top;
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;
  const char      *move[] = { "xdotool",  "search", "--onlyvisible",
                              "--name",   "^Test$", "mousemove",
                              "--window", "%1",     NULL,
                              NULL,       NULL };

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (native), &bounds));
  native_place (native, &left, &top);
  x = g_strdup_printf ("%d",
                       (int) (bounds.origin.x + bounds.size.width * (float) part + (float) left));
  y = g_strdup_printf ("%d", (int) (bounds.origin.y + bounds.size.height / 2 + (float) top));
  move[8] = x;
  move[9] = y;
  xdotool (move);
}

void
ui_click (GtkWidget *widget)
{
  const char *const press[] = { "xdotool", "click", "1", NULL };

  /* A popover that was closed in the frame it was opened in is still told of the pointer in a later
   * one, and takes the next press with it into its hiding place, unless the pointer moves again. */
  move_to (widget, 0.4);
  ui_settle (widget);
  move_to (widget, 0.5);
  /* Of its own: in one breath the click would be a letter to the window, which GTK throws away. */
  xdotool (press);
}

void
ui_click_with (GtkWidget *widget, guint button, const char *held)
{
  g_autofree char  *number = g_strdup_printf ("%u", button);
  const char *const down[] = { "xdotool", "keydown", held, NULL };
  const char *const press[] = { "xdotool", "click", number, NULL };
  const char *const up[] = { "xdotool", "keyup", held, NULL };

  move_to (widget, 0.5);
  if (held != NULL)
    xdotool (down);
  xdotool (press);
  if (held != NULL)
    xdotool (up);
}

void
ui_drag (GtkWidget *from, double from_part, GtkWidget *to, double to_part)
{
  const char *const press[] = { "xdotool", "mousedown", "1", NULL };
  const char *const release[] = { "xdotool", "mouseup", "1", NULL };

  move_to (from, from_part);
  ui_settle (from);
  xdotool (press);
  ui_settle (from);
  /* On the way first, or it is no drag but a jump. */
  move_to (to, (to_part + 0.1) / 1.1);
  ui_settle (from);
  move_to (to, to_part);
  ui_settle (from);
  xdotool (release);
  ui_settle (from);
}

/* ── Pictures ────────────────────────────────────────────────────────────────────────────────────
 */

static void
take_picture (GtkWidget *widget, const char *name, const char *which)
{
  g_autofree char *whole = g_strdup_printf ("%s-%s", name, which);

  till_test_wait_frames (widget, 3);
  till_test_screenshot (widget, whole);
}

void
ui_pictures (GtkWidget *widget, const char *name)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  int              width = gtk_widget_get_width (widget);
  int              height = gtk_widget_get_height (widget);

  take_picture (widget, name, "light");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  take_picture (widget, name, "dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (!GTK_IS_WINDOW (widget))
    return;

  gtk_window_set_default_size (GTK_WINDOW (widget), 1, 1);
  take_picture (widget, name, "small");
  gtk_window_set_default_size (GTK_WINDOW (widget), width, height);
  till_test_wait_frames (widget, 2);
}

void
ui_take_three (Desk *desk)
{
  desk_take_cash (desk, desk->anna, 1000);
  desk_take_cash (desk, desk->ben, 25000);
  desk_take_cash (desk, desk->anna, 300);
}

void
ui_wait_rows (TillTable *table, guint n_rows, GtkWidget *window)
{
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (table) == n_rows);
  ui_settle (window);
}

static GtkWidget *
filter_button (GtkWidget *root, const char *column)
{
  g_autofree char *name = g_strdup_printf ("Filter %s", column);
  GtkWidget       *button = till_test_find_named (root, GTK_TYPE_MENU_BUTTON, name);

  g_assert_nonnull (button);

  return button;
}

GtkWidget *
ui_open_filter (GtkWidget *root, const char *column)
{
  GtkWidget *button = filter_button (root, column);

  /* The header moves with the bubbles above it. */
  ui_settle (GTK_WIDGET (gtk_widget_get_root (root)));
  ui_click (button);

  return ui_wait_popover (button);
}

gboolean
ui_is_green (GtkWidget *root, const char *column)
{
  GtkWidget *button = filter_button (root, column);

  return gtk_widget_has_css_class (gtk_widget_get_parent (gtk_widget_get_parent (button)),
                                   "filtered") &&
         g_str_equal (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (button)),
                      "till-filter-symbolic");
}

GtkWidget *
ui_wait_popover (GtkWidget *button)
{
  GtkWidget *popover;

  till_test_wait_until (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) != NULL);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  till_test_wait_until (gtk_widget_get_mapped (popover));
  till_test_wait_frames (popover, 2);

  return popover;
}
