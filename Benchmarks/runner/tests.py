"""Tests of the runner: `python3 -B -m unittest runner.tests` in the folder Benchmarks."""

import sys
import tempfile
import unittest

from .measure import Figure, NotMeasured, Pairs, in_turn, line, process, whole_process
from .report import BEGIN, END, Outcome, limits, missed, put, seconds, table, times, verdict
from .work import Row, another_forest, another_order, questions, same


def figure(cpu, megabytes=1.0, **said):
    return Figure(cpu, 10 * cpu, megabytes, said)


def outcome(peer, own, goal=2, stretch=4, group="forest", trouble=None):
    row = Row(group, "work", "peer", goal, stretch, None, None)
    return Outcome(row, Pairs([(peer, own)]), trouble)


class TheRatio(unittest.TestCase):
    def test_is_that_of_the_medians_and_its_range_that_of_single_turns(self):
        pairs = Pairs([(figure(4), figure(1)), (figure(6), figure(2)), (figure(9), figure(3))])
        self.assertEqual(pairs.ratio, 3)
        self.assertEqual(pairs.ratio_range, (3, 4))

    def test_is_one_of_wall_time_where_the_row_says_so(self):
        self.assertEqual(Pairs([(Figure(1, 8, 0), Figure(1, 2, 0))], "wall").ratio, 4)

    def test_comes_from_turns_in_which_the_peer_goes_first(self):
        order = []
        in_turn(lambda: order.append("peer"), lambda: order.append("own"), 2, "cpu")
        self.assertEqual(order, ["peer", "own", "peer", "own"])


class TheVerdict(unittest.TestCase):
    def test_follows_goal_and_stretch(self):
        for ratio, expected in [
            (4, "stretch met"), (3.99, "met"), (2, "met"), (1.5, "**missed by 25 %**"),
            (1.9999, "**missed by 0.005 %**"),
        ]:
            self.assertEqual(verdict(ratio, 2, 4), expected)
        self.assertEqual(verdict(9, 2, None), "met")
        self.assertEqual(verdict(0.1, None, None), "no goal")

    def test_never_rounds_a_miss_to_nothing(self):
        self.assertEqual(missed(0.0004), "0.04 %")


class TheTable(unittest.TestCase):
    def test_shows_both_sides_and_the_range(self):
        row = list(table([outcome(figure(1.5, 90), figure(0.5, 20))]))[-1]
        self.assertEqual(row, "| work | peer | 1.50 | 0.500 | **3.00** (3.00 to 3.00) | 2 | 4 | met | 90 / 20 |")

    def test_says_why_a_row_is_missing_or_not_comparable(self):
        row = Row("csv", "work", "peer", 2, None, None, None)
        self.assertIn("**not measured**: no polars", list(table([Outcome(row, None, "no polars")]))[-1])
        self.assertIn("**not the same work**: rows", list(table([outcome(figure(2), figure(1), trouble="rows")]))[-1])

    def test_writes_small_and_large_figures_readably(self):
        self.assertEqual([seconds(value) for value in (12.345, 0.1234, 0.00123)], ["12.35", "0.123", "1.2 ms"])
        self.assertEqual([times(value) for value in (123.4, 12.34, 1.234)], ["123", "12.3", "1.23"])

    def test_replaces_only_what_is_between_its_markers(self):
        self.assertEqual(put("new", f"a {BEGIN}\n\nold\n\n{END} z"), f"a {BEGIN}\n\nnew\n\n{END} z")


class TheLimits(unittest.TestCase):
    def test_of_the_whole_run_are_seconds_and_megabytes(self):
        said = list(limits([outcome(figure(3, 171), figure(0.12, 39), group="round")]))
        self.assertEqual(said, [
            "- Whole seed run: 0.120 s of CPU; goal at most 0.10 s: **missed by 20 %**.",
            "- Whole seed run: 39.0 MB at its peak; goal at most 40 MB: met.",
            "- Memory at most a third of the peer's: 1 of 1 rows.",
        ])

    def test_name_the_rows_that_need_too_much_memory(self):
        said = list(limits([outcome(figure(1, 90), figure(1, 31))]))
        self.assertEqual(said, ["- Memory at most a third of the peer's: 0 of 1 rows; **missed** by work (peer)."])


class TheSameWork(unittest.TestCase):
    def test_is_told_by_what_both_sides_say(self):
        self.assertIsNone(same("rows")(figure(1, rows=3), figure(1, rows=3)))
        self.assertEqual(same("rows")(figure(1, rows=3), figure(1, rows=4)), "rows: the peer says 3, ours 4")

    def test_of_a_forest_is_its_data_size_and_quality(self):
        peer = figure(1, train=[2, 3], trees=5, auc=0.7, nodes_per_tree=100)
        self.assertIsNone(another_forest(peer, figure(1, train=[2, 3], trees=5, auc=0.72, nodes_per_tree=90)))
        for changed in ({"train": [2, 4]}, {"trees": 6}, {"auc": 0.6}, {"nodes_per_tree": 70}):
            own = figure(1, **{**peer.said, **changed})
            self.assertTrue(another_forest(peer, own).startswith(("train", "trees", "ROC AUC", "nodes a tree")))


    def test_of_a_simulation_is_how_many_items_it_read(self):
        said = questions('{"ways": [{"runs": [{"priors": [1, 2], "questions": [{}, {}, {}]}]}]}')
        self.assertEqual(said, {"labelled": 5})
        self.assertIsNone(another_order(figure(1, labelled=100), figure(1, labelled=105)))
        self.assertEqual(
            another_order(figure(1, labelled=100), figure(1, labelled=90)), "items read: the peer says 100, ours 90")


class AProcess(unittest.TestCase):
    def test_says_what_is_read_from_its_output(self):
        self.assertEqual(whole_process(["/bin/echo", "a b"], 2, str.split).said, ["a", "b"])

    def test_is_measured_with_what_it_prints(self):
        output, cpu, wall = process([sys.executable, "-c", "sum(range(3_000_000)); print('done')"])
        self.assertEqual(output, "done\n")
        self.assertTrue(0.01 < cpu < 5 and wall > 0.01)

    def test_is_charged_for_its_own_memory_only(self):
        ballast = bytearray(200_000_000)
        self.assertLess(whole_process(["/bin/true"], 1).megabytes, 20)
        del ballast

    def test_that_fails_or_is_not_there_says_so(self):
        with self.assertRaisesRegex(NotMeasured, "^status 3: no luck$"):
            process([sys.executable, "-c", "import sys; print('no luck', file=sys.stderr); sys.exit(3)"])
        with self.assertRaisesRegex(NotMeasured, "^there: No such file or directory$"):
            process(["/not/there"])

    def test_gives_the_line_that_is_asked_for(self):
        with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
            script.write("print('a warning')\n")
            for engine, cpu in (("a", 1), ("b", 2)):
                script.write(f"print('{{\"engine\": \"{engine}\", \"cpu\": {cpu}, \"wall\": 3, \"rss_mb\": 4}}')\n")
            script.flush()
            self.assertEqual(line([sys.executable, script.name], engine="b").cpu, 2)
            with self.assertRaisesRegex(NotMeasured, "engine"):
                line([sys.executable, script.name], engine="c")


if __name__ == "__main__":
    unittest.main()
