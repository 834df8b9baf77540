"""Jupyter's own tests of the protocol, with every attribute filled in, and what they have no attribute for."""
import time
import unittest

import jupyter_kernel_test
from jupyter_kernel_test import TIMEOUT


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("trouble");'
    completion_samples = [
        {"text": "Math.Sqr", "matches": ["Sqrt"]},
        {"text": "foreac", "matches": ["foreach"]},
        {"text": '"😀".Substr', "matches": ["Substring"]},
        {"text": "using System.Globaliz", "matches": ["Globalization"]},
    ]
    complete_code_samples = ["1 + 1", "var x = 3;", "class A { }", "int F(int x) => x;", "#!time\n1"]
    incomplete_code_samples = ["for (;;) {", "Math.Max(1,", "class A {", '"""\ntext', "/* so"]
    invalid_code_samples = ["var x = ;", "class 1 { }", "}"]
    code_page_something = "?Math.Max"
    code_generate_error = 'throw new InvalidOperationException("no");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "await Task.FromResult(4)", "result": "4"},
        {"code": "new[] { 1, 2 }", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<b>x</b>"));', "mime": "text/html"},
        {"code": '"<svg/>".DisplayAs("image/svg+xml");', "mime": "image/svg+xml"},
        {"code": '"{}".DisplayAs("application/json");', "mime": "application/json"},
    ]
    code_history_pattern = "6 [*] ?"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Max"
    code_clear_output = "ClearOutput();"

    def test_input(self):
        self.flush_channels()
        self.kc.execute('Console.Write("name? "); var name = Console.ReadLine(); name.Length', allow_stdin=True)
        question = self.kc.get_stdin_msg(timeout=TIMEOUT)
        self.assertEqual(question["msg_type"], "input_request")
        self.kc.input("Ada")
        self.assertEqual(self.get_non_kernel_info_reply(timeout=TIMEOUT)["content"]["status"], "ok")
        results = []
        while True:
            message = self.kc.get_iopub_msg(timeout=TIMEOUT)
            if message["msg_type"] == "execute_result":
                results.append(message["content"]["data"]["text/plain"])
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        self.assertEqual(results, ["3"])

    def test_interrupt(self):
        self.flush_channels()
        self.execute_helper("var kept = 8;")
        self.kc.execute('Console.Write("on"); while (true) { }')
        while self.kc.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "stream":
            pass
        start = time.monotonic()
        self.km.interrupt_kernel()
        reply = self.get_non_kernel_info_reply(timeout=TIMEOUT)
        self.assertLess(time.monotonic() - start, 2)
        self.assertEqual(reply["content"]["status"], "error")
        self.flush_channels()
        _, outputs = self.execute_helper("kept")
        self.assertEqual(outputs[0]["content"]["data"]["text/plain"], "8")

    def test_restart(self):
        self.execute_helper("var before = 1;")
        self.km.restart_kernel()
        self.kc.wait_for_ready(timeout=60)
        reply, _ = self.execute_helper("before")
        self.assertEqual(reply["content"]["status"], "error")
        self.assertEqual(reply["content"]["execution_count"], 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
