#include "hearout_readline.h"
#include "terminal.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

static struct {
  bool is_open;
  bool has_begun;
  bool is_paused;
  hr_callbacks callbacks;
  const unsigned char *keys;
  size_t keys_left;
  bool is_locale_ours;
} editor;

/* ---- locale ---- */

static bool has_utf8_codeset(void) {
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool hr_use_utf8_locale(void) {
  if (setlocale(LC_CTYPE, "") != NULL && has_utf8_codeset()) return true;
  static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (setlocale(LC_CTYPE, names[i]) != NULL && has_utf8_codeset()) {
      editor.is_locale_ours = true;
      return true;
    }
  }
  return false;
}

/* Readline asks the environment for the locale at every line, so while it does, the environment has to agree
 * with us. It is put back at once: the processes that we start should get what the user set. */
static char *pretend_locale(void) {
  if (!editor.is_locale_ours) return NULL;
  const char *old = getenv("LC_ALL");
  char *saved = strdup(old == NULL ? "" : old);
  setenv("LC_ALL", setlocale(LC_CTYPE, NULL), 1);
  return saved;
}

static void stop_pretending(char *saved) {
  if (saved == NULL) return;
  if (*saved == '\0') unsetenv("LC_ALL"); else setenv("LC_ALL", saved, 1);
  free(saved);
}

/* ---- readline's side ---- */

/* Readline gives a command up (Ctrl-G, an unbound key, nothing to yank) by a jump. Version 8.2, fed through
 * callbacks, at times jumps to a function that has returned: after a search, say, that ended with a key of two
 * bytes. So each time it can have prepared such a jump, we make it one to hr_feed, which is always there. */
extern sigjmp_buf _rl_top_level __attribute__((weak));
static sigjmp_buf feeding;
static bool is_feeding;

static void aim_jump(void) {
  if (is_feeding && &_rl_top_level != NULL) memcpy(&_rl_top_level, &feeding, sizeof feeding);
}

enum { repeats_max = 10000 };

static void on_redisplay(void) {
  aim_jump();
  /* An argument (Alt-9 9 9 …) is shown as it grows. Nobody means a line of gigabytes. */
  if (rl_numeric_arg > repeats_max) rl_numeric_arg = repeats_max;
  if (editor.is_open) editor.callbacks.changed(editor.callbacks.context);
}

static int next_key(FILE *stream) {
  (void)stream;
  aim_jump();
  if (editor.keys_left > 0) {
    editor.keys_left--;
    return *editor.keys++;
  }
  int byte = editor.callbacks.need_byte(editor.callbacks.context);
  return byte < 0 ? 7 /* Ctrl-G gives up whatever asked */ : byte;
}

static int keys_are_waiting(void) {
  return editor.keys_left > 0;
}

static void on_line(char *text) {
  /* Leaving here, in the handler, keeps readline from starting the next line by itself. */
  rl_callback_handler_remove();
  editor.has_begun = false;
  editor.is_paused = true;
  editor.callbacks.line(editor.callbacks.context, text);
  free(text);
}

static void send_command(hr_command command) {
  editor.callbacks.command(editor.callbacks.context, command);
}

static int accept_line(int count, int key) {
  if (rl_explicit_arg) {
    /* With an argument before it, readline would deliver the line only at the next key. */
    rl_discard_argument();
    return rl_execute_next('\r');
  }
  if (!editor.callbacks.accept(editor.callbacks.context)) return 0;
  return rl_newline(count, key);
}

static int swap(int count, int key) {
  (void)count, (void)key;
  send_command(HR_COMMAND_SWAP);
  return 0;
}

static int switch_speaker(int count, int key) {
  (void)count, (void)key;
  send_command(HR_COMMAND_SWITCH_SPEAKER);
  return 0;
}

static int complete(int count, int key) {
  (void)count, (void)key;
  send_command(HR_COMMAND_COMPLETE);
  return 0;
}

static int clear_screen(int count, int key) {
  (void)count, (void)key;
  send_command(HR_COMMAND_CLEAR_SCREEN);
  return 0;
}

static int redraw_line(int count, int key) {
  (void)count, (void)key;
  send_command(HR_COMMAND_REDRAW);
  return 0;
}

static int ignore_key(int count, int key) {
  (void)count, (void)key;
  return 0;
}

static int ring_bell(int count, int key) {
  (void)count, (void)key;
  rl_ding();
  return 0;
}

static char *complete_nothing(const char *text, int state) {
  (void)text, (void)state;
  return NULL;
}

/* Readline's functions that would touch the screen, list files or accept a line behind our back, and ours. The
 * searches and the change of mode free the list of undos twice in version 8.2. */
static const struct {
  const char *name;
  rl_command_func_t *theirs;
  rl_command_func_t *ours;
} replacements[] = {
    {"accept-line", rl_newline, accept_line},
    {"operate-and-get-next", rl_operate_and_get_next, accept_line},
    {"insert-comment", rl_insert_comment, ring_bell},
    {"vi-search", rl_vi_search, ring_bell},
    {"vi-search-again", rl_vi_search_again, ring_bell},
    {"vi-editing-mode", rl_vi_editing_mode, ring_bell},
    {"emacs-editing-mode", rl_emacs_editing_mode, ring_bell},
    {"non-incremental-reverse-search-history", rl_noninc_reverse_search, ring_bell},
    {"non-incremental-forward-search-history", rl_noninc_forward_search, ring_bell},
    {"non-incremental-reverse-search-history-again", rl_noninc_reverse_search_again, ring_bell},
    {"non-incremental-forward-search-history-again", rl_noninc_forward_search_again, ring_bell},
    {"clear-screen", rl_clear_screen, clear_screen},
    {"clear-display", rl_clear_display, clear_screen},
    {"redraw-current-line", rl_refresh_line, redraw_line},
    {"complete", rl_complete, complete},
    {"possible-completions", rl_possible_completions, complete},
    {"insert-completions", rl_insert_completions, complete},
    {"menu-complete", rl_menu_complete, complete},
    {"menu-complete-backward", rl_backward_menu_complete, complete},
    {"old-menu-complete", rl_old_menu_complete, complete},
    {"vi-complete", rl_vi_complete, complete},
};

static void rebind_in(Keymap map, rl_command_func_t *theirs, rl_command_func_t *ours) {
  for (int key = 0; key < KEYMAP_SIZE; key++) {
    if (map[key].type == ISFUNC && map[key].function == theirs) map[key].function = ours;
  }
}

/* Runs before ~/.inputrc is read, so that what a person binds there reaches our functions under the names
 * they know. */
static void replace_functions(void) {
  rl_initialize_funmap();
  const char *const maps[] = {"emacs", "emacs-meta", "emacs-ctlx", "vi-insert", "vi-command"};
  for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++) {
    for (size_t j = 0; funmap[j] != NULL; j++) {
      if (strcmp(funmap[j]->name, replacements[i].name) == 0) funmap[j]->function = replacements[i].ours;
    }
    for (size_t j = 0; j < sizeof maps / sizeof *maps; j++) {
      rebind_in(rl_get_keymap_by_name(maps[j]), replacements[i].theirs, replacements[i].ours);
    }
  }
}

static void bind_keys(void) {
  const char *const maps[] = {"emacs", "vi-insert"};
  rl_add_defun("hearout-swap", swap, -1);
  rl_add_defun("hearout-switch-speaker", switch_speaker, -1);
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
    Keymap map = rl_get_keymap_by_name(maps[i]);
    rl_bind_key_in_map('O' & 0x1F, swap, map);
    rl_bind_keyseq_in_map("\\e[Z", switch_speaker, map);
  }
}

/* Pasted text reaches us before readline. Its own function would read keys until the end of the paste, and
 * nothing else could happen meanwhile. */
static void unbind_paste(void) {
  const char *const maps[] = {"emacs", "vi-insert", "vi-command"};
  const char *const marks[] = {"\\e[200~", "\\e[201~"};
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
    for (size_t j = 0; j < sizeof marks / sizeof *marks; j++) {
      rl_bind_keyseq_in_map(marks[j], ignore_key, rl_get_keymap_by_name(maps[i]));
    }
  }
}

static void prepare_terminal(int meta) {
  (void)meta;
  hr_terminal_prepare();
}

/* Between two lines the terminal stays as it is, so that what is typed meanwhile is not echoed into the
 * output. */
static void keep_terminal(void) {}

/* Readline wants streams: one to know the terminal by, and one to write to, which leads nowhere. */
static bool open_streams(int input) {
  int copy = fcntl(input, F_DUPFD_CLOEXEC, 3);
  FILE *keys = copy < 0 ? NULL : fdopen(copy, "r");
  FILE *nowhere = fopen("/dev/null", "we");
  if (keys != NULL && nowhere != NULL) {
    rl_instream = keys;
    rl_outstream = nowhere;
    return true;
  }
  if (keys != NULL) fclose(keys); else if (copy >= 0) close(copy);
  if (nowhere != NULL) fclose(nowhere);
  return false;
}

static void close_streams(void) {
  FILE *keys = rl_instream, *nowhere = rl_outstream;
  rl_instream = stdin;
  rl_outstream = stdout;
  fclose(keys);
  fclose(nowhere);
}

bool hr_open(const hr_callbacks *callbacks, int input, int output) {
  if (editor.is_open || !open_streams(input)) return false;
  terminal_choose(input, output);
  if (!has_utf8_codeset()) hr_use_utf8_locale();
  editor.callbacks = *callbacks;
  editor.is_open = true;

  rl_readline_name = "hearout";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_getc_function = next_key;
  rl_input_available_hook = keys_are_waiting;
  rl_prep_term_function = prepare_terminal;
  rl_deprep_term_function = keep_terminal;
  rl_completion_entry_function = complete_nothing;
  replace_functions();
  bind_keys();
  char *saved = pretend_locale();
  rl_initialize();
  /* Some of readline's functions expect that it has displayed something once. */
  rl_tty_set_echoing(1);
  rl_redisplay();
  unbind_paste();
  stop_pretending(saved);
  rl_redisplay_function = on_redisplay;
  using_history();
  return true;
}

void hr_close(void) {
  if (!editor.is_open) return;
  hr_end();
  hr_terminal_restore();
  editor.is_open = false;
  /* Unlike rl_clear_history, this leaves the lists of undos alone, some of which may be freed already. */
  clear_history();
  rl_redisplay_function = rl_redisplay;
  rl_prep_term_function = rl_prep_terminal;
  rl_deprep_term_function = rl_deprep_terminal;
  close_streams();
}

/* ---- a line ---- */

void hr_begin(void) {
  if (editor.has_begun) return;
  editor.has_begun = true;
  /* What the program printed belongs above the line. */
  fflush(stdout);
  char *saved = pretend_locale();
  rl_callback_handler_install("", on_line);
  stop_pretending(saved);
}

void hr_end(void) {
  if (!editor.has_begun) return;
  editor.has_begun = false;
  rl_callback_sigcleanup();
  rl_free_line_state();
  rl_callback_handler_remove();
}

/* A NUL in the line (vi's `r` can put one there) makes readline's searches run for ever. */
static void replace_nul(void) {
  char *nul;
  while (rl_end > 0 && (nul = memchr(rl_line_buffer, 0, (size_t)rl_end)) != NULL) *nul = ' ';
}

size_t hr_feed(const unsigned char *keys, size_t count) {
  editor.keys = keys;
  editor.keys_left = count;
  editor.is_paused = false;
  /* Nothing here may live in a register across the jump; `count` and `keys` are not changed. */
  if (sigsetjmp(feeding, 0) != 0) on_redisplay();
  is_feeding = true;
  while (editor.keys_left > 0 && editor.has_begun && !editor.is_paused) {
    rl_callback_read_char();
    replace_nul();
  }
  is_feeding = false;
  size_t taken = count - editor.keys_left;
  editor.keys = NULL;
  editor.keys_left = 0;
  return taken;
}

void hr_pause_feeding(void) {
  editor.is_paused = true;
}

void hr_abandon_keys(void) {
  rl_callback_sigcleanup();
  rl_clear_message();
  rl_clear_pending_input();
  rl_discard_argument();
  /* Like a new line, the line that is given up begins in insert mode. */
  if (rl_editing_mode == 0) rl_vi_insertion_mode(1, 'i');
}

bool hr_is_searching(void) {
  return RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_MOREINPUT | RL_STATE_CHARSEARCH) != 0;
}

const char *hr_text(size_t *length, size_t *cursor) {
  *length = (size_t)rl_end;
  *cursor = (size_t)rl_point;
  return rl_line_buffer;
}

const char *hr_message(void) {
  return rl_display_prompt == rl_prompt || rl_display_prompt == NULL ? NULL : rl_display_prompt;
}

void hr_set_cursor(size_t cursor) {
  rl_point = cursor > (size_t)rl_end ? rl_end : (int)cursor;
}

void hr_replace(size_t from, size_t to, const char *text, size_t cursor) {
  if (to > (size_t)rl_end) to = (size_t)rl_end;
  if (from > to) from = to;
  rl_begin_undo_group();
  rl_delete_text((int)from, (int)to);
  rl_point = (int)from;
  rl_insert_text(text);
  rl_end_undo_group();
  hr_set_cursor(cursor);
}

void hr_reset_text(const char *text, size_t cursor) {
  rl_replace_line(text, 1);
  hr_set_cursor(cursor);
}

void hr_clear_text(void) {
  if (where_history() == history_length) {
    hr_replace(0, (size_t)rl_end, "", 0);
    return;
  }
  /* A line from the history would be kept there as it is now, empty: start afresh instead. */
  hr_end();
  hr_begin();
}

void hr_ring(void) {
  rl_ding();
}

bool hr_wants_bracketed_paste(void) {
  const char *value = rl_variable_value("enable-bracketed-paste");
  return value != NULL && strcmp(value, "on") == 0;
}

/* ---- history ---- */

void hr_history_limit(int entries) {
  stifle_history(entries);
}

void hr_history_add(const char *line) {
  add_history(line);
}

