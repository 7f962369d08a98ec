#include "hearout_readline.h"
#include "internal.h"

#include <stdio.h>
#include <string.h>

#include <readline/readline.h>

static int accept_line(int count, int key) {
  if (rl_explicit_arg) {
    /* With an argument before it, readline would deliver the line only at the next key. */
    rl_discard_argument();
    return rl_execute_next('\r');
  }
  if (!editor_accepts()) return 0;
  return rl_newline(count, key);
}

static int swap(int count, int key) {
  (void)count, (void)key;
  editor_command(HR_COMMAND_SWAP);
  return 0;
}

static int switch_speaker(int count, int key) {
  (void)count, (void)key;
  editor_command(HR_COMMAND_SWITCH_SPEAKER);
  return 0;
}

static int complete(int count, int key) {
  (void)count, (void)key;
  editor_command(HR_COMMAND_COMPLETE);
  return 0;
}

static int clear_screen(int count, int key) {
  (void)count, (void)key;
  editor_command(HR_COMMAND_CLEAR_SCREEN);
  return 0;
}

static int redraw_line(int count, int key) {
  (void)count, (void)key;
  editor_command(HR_COMMAND_REDRAW);
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

/* Readline's functions that would touch the screen, list files or accept a line behind our back, and ours.
 * The searches and the change of mode free the list of undos twice in version 8.2. */
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

void bindings_before_init_file(void) {
  replace_functions();
  bind_keys();
}

void bindings_after_init_file(void) {
  unbind_paste();
}
