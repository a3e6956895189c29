package main

import (
	"context"
	"strings"
	"time"

	"godwit/app"
)

// runPause makes mail come sparingly: now, or where it costs.
func runPause(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("pause")
	until := fs.String("until", "", "")
	battery := fs.Bool("on-battery", false, "")
	metered := fs.Bool("on-metered", false, "")
	show := fs.Bool("show", false, "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	var end time.Time
	if *until != "" {
		var err error
		if end, err = parseTime("--until", *until); err != nil {
			return err
		}
	}
	return c.changePause(ctx, func(r *app.PauseRule) {
		if *show {
			return
		}
		r.OnBattery, r.OnMetered = r.OnBattery || *battery, r.OnMetered || *metered
		if !*battery && !*metered || *until != "" {
			r.Now, r.Until = true, end
		}
	})
}

// runResume takes a pause back: the one that is now, or a rule.
func runResume(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("resume")
	battery := fs.Bool("on-battery", false, "")
	metered := fs.Bool("on-metered", false, "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	return c.changePause(ctx, func(r *app.PauseRule) {
		r.OnBattery, r.OnMetered = r.OnBattery && !*battery, r.OnMetered && !*metered
		if !*battery && !*metered {
			r.Now = false
		}
	})
}

// changePause edits the rule and says what it is.
func (c *cli) changePause(ctx context.Context, edit func(*app.PauseRule)) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	rule, err := a.PauseRule(ctx)
	if err != nil {
		return err
	}
	before := rule
	if edit(&rule); rule != before {
		if err := a.Pause(ctx, rule); err != nil {
			return err
		}
	}
	now := rule.Now && (rule.Until.IsZero() || time.Now().Before(rule.Until))
	if !now {
		rule.Until = time.Time{}
	}
	if c.json {
		return c.emit(struct {
			Paused    bool   `json:"paused"`
			Until     string `json:"until"`
			OnBattery bool   `json:"on_battery"`
			OnMetered bool   `json:"on_metered"`
		}{now, stamp(rule.Until), rule.OnBattery, rule.OnMetered})
	}
	var words []string
	switch {
	case now && rule.Until.IsZero():
		words = append(words, "Paused until you resume.")
	case now:
		words = append(words, "Paused until "+short(rule.Until)+".")
	}
	if rule.OnBattery {
		words = append(words, "Pauses on battery.")
	}
	if rule.OnMetered {
		words = append(words, "Pauses on metered lines.")
	}
	if len(words) == 0 {
		words = []string{"Not paused."}
	}
	c.say("%s", strings.Join(words, " "))
	return nil
}
